"""Content files to model values: the only room that knows Markdown and YAML."""
