"""The one place that knows every module: settings, addresses, command line."""
