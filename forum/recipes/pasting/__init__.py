"""Recipes from elsewhere, pasted by a member: free text, a schema.org block, or a saved page. Nothing is fetched."""
