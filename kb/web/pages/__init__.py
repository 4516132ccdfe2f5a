"""The pages of the site, one module each: requests come in, HTML goes out."""
