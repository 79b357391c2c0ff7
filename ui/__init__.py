"""How does a person see, ask and print? The pages and the command line."""
