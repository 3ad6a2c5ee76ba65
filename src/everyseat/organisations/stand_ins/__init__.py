"""Who acts for somebody who is away: named beforehand, for some days, and told."""
