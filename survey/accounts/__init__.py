"""Who signs in and what they may see: passwords, second factors, sessions, roles. No web page here."""
