-- serves: 0.1.0
-- Parts of a parked record that are larger than anything of ours, and so are not kept: {"value": {"size": 9, "sha256": "…"}}.
ALTER TABLE parked_events ADD COLUMN left_out jsonb NOT NULL DEFAULT '{}';
