-- serves: 0.1.0
-- What another practice's events, or a stranger's page, can name by an id is known by its practice first, then by the id:
-- so that it has a row of its own. These indexes become the keys with 0034, once no process of 0.1 is left, which looks for
-- rows by the id alone. The tables of this file are small; each of the others has a file of its own.
CREATE UNIQUE INDEX practitioners_of_practice ON practitioners (practice_id, id);
CREATE UNIQUE INDEX participants_of_practice ON participants (practice_id, id);
CREATE UNIQUE INDEX signals_of_practice ON signals (practice_id, sender, number);
