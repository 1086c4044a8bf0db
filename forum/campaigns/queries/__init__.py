"""Reading campaigns, through whoever looks."""
