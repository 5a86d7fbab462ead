"""Pages: each wires a state to components."""
