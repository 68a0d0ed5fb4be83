-- serves: 0.1.0
-- What another practice's events can name by an id is known by its practice first, then by the id: so that it has a row of
-- its own. These indexes become the keys with 0033, once no process of 0.1 is left, which looks for rows by the id alone. This
-- table is small; each of the others has a file of its own.
CREATE UNIQUE INDEX practitioners_of_practice ON practitioners (practice_id, id);
