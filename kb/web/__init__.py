"""Pages and JSON: requests come in, what library and index say goes out; the only room that knows Flask."""
