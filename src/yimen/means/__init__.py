"""What an affair makes use of: documents, notices."""
