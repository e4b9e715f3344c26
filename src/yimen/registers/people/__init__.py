"""People and enterprises: who they are, how surely we know it, who may act for whom."""
