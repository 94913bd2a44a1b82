"""Relations: what statements of the same thing must agree in, each found in a module of its own."""
