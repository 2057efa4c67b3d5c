"""The trade equilibrium: shocks to equilibrium to accounts."""
