"""What is done with an upstream: forks of it, made, brought up to it, settled and explained."""
