"""Say what happened once, in the transaction that made it true; everyone hears it in order."""
