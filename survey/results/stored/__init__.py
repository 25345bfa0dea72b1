"""Results computed once and stored, document by document, for pages that compute nothing."""
