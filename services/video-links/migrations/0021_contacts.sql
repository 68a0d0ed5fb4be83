-- serves: 0.1.0
-- Where clients write to; and the practice's zone, by whose country a telephone number is dialled. Empty until booking
-- tells the practice anew: `booking resync practice ID`.
ALTER TABLE practices ADD COLUMN email text;
ALTER TABLE practices ADD COLUMN zone text; -- IANA
