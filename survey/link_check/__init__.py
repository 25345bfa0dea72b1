"""Whether a ballot would get through each door, tried every few minutes with one that is taken back."""
