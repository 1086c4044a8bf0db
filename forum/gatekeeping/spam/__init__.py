"""A small classifier: hashed features, logistic regression, no library."""
