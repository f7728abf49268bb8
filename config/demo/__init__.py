"""A synthetic council whose people are those of the acceptance stories (domain.md §13). None of them exists."""
