"""The design system: layout, components, elder mode, contrast, print."""
