"""Finding recipes: what an address asks for, the statement that answers, and links that ask for more or less."""
