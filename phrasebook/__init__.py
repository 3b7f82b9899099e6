"""The words: what we listen for and what we say, as reviewed data pages, and the code that reads them."""
