"""The pages in a second browser: Firefox, over WebDriver BiDi, which it speaks by itself."""
