"""Pages beside a case: its services, its checks, its fees, and what is published of cases."""
