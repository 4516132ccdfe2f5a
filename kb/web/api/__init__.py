"""The JSON API: requests come in, the objects that programs rely on go out."""
