"""Many stores, disputes and orders at a gateway that misbehaves: nothing lost, no call too many."""
