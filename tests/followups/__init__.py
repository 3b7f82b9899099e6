"""Follow-ups under fire: killed processes, many couriers on one database, and how late what is due is said."""
