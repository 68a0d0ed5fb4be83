-- What a client's name is found by, word by word, without case and accents (booking.domain.name_search).
-- Not an index on an expression or a pattern: lower() and LIKE are not leakproof, so that under row-level security they
-- reach no index, while comparisons of text do. By its bytes ("C"), since a prefix is a range only there.
CREATE TABLE client_words (
    practice_id uuid NOT NULL,
    word        text NOT NULL COLLATE "C",
    client_id   uuid NOT NULL,
    PRIMARY KEY (practice_id, word, client_id),
    FOREIGN KEY (practice_id, client_id) REFERENCES clients ON DELETE CASCADE
);
CALL protect_rows('client_words');
CREATE INDEX client_words_of_client ON client_words (practice_id, client_id, word);

-- Of the clients that there are.
INSERT INTO client_words (practice_id, word, client_id)
SELECT DISTINCT practice_id, word, id
  FROM clients,
       regexp_split_to_table(lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g')), '[^[:alnum:]]+')
       AS word
 WHERE word <> '';

GRANT SELECT, INSERT ON client_words TO booking_application;
