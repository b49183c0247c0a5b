# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Marks among the words of a case: whether it is open ("#o") and whose it is ("#u" with the number of the unit).

So the index of words leaves out what is closed or belongs to others before a row is read, and a search does not grow with the archive. People
cannot type a mark: searches lose every sign but letters and digits. The database keeps the marks itself, whoever writes the rows.
"""

from django.db import migrations

MARKS = """
CREATE FUNCTION cases_search_marks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    marks text[];
BEGIN
    SELECT ARRAY['#u' || unit_id] || CASE WHEN closed_at IS NULL THEN ARRAY['#o'] ELSE ARRAY[]::text[] END
    INTO marks FROM cases_case WHERE id = NEW.case_id;
    NEW.document := ts_delete(
        NEW.document, ARRAY(SELECT word FROM unnest(tsvector_to_array(NEW.document)) AS word WHERE starts_with(word, '#'))
    ) || array_to_tsvector(coalesce(marks, ARRAY[]::text[]));
    RETURN NEW;
END
$$;
CREATE TRIGGER cases_search_marks BEFORE INSERT OR UPDATE ON cases_casesearch
    FOR EACH ROW EXECUTE FUNCTION cases_search_marks();

CREATE FUNCTION cases_search_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE cases_casesearch SET document = document WHERE case_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER cases_search_moved AFTER UPDATE OF unit_id, closed_at ON cases_case FOR EACH ROW
    WHEN (OLD.unit_id <> NEW.unit_id OR (OLD.closed_at IS NULL) <> (NEW.closed_at IS NULL))
    EXECUTE FUNCTION cases_search_moved();
"""
# The index is built anew behind the rows: a million entries one by one would take ten times as long.
FILL = """
DROP INDEX cases_search_words;
UPDATE cases_casesearch SET document = document;
CREATE INDEX cases_search_words ON cases_casesearch USING gin (document);
"""
BACK = """
DROP TRIGGER cases_search_moved ON cases_case;
DROP TRIGGER cases_search_marks ON cases_casesearch;
DROP FUNCTION cases_search_moved();
DROP FUNCTION cases_search_marks();
UPDATE cases_casesearch SET document = ts_delete(
    document, ARRAY(SELECT word FROM unnest(tsvector_to_array(document)) AS word WHERE starts_with(word, '#'))
);
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_reference_numbers")]

    operations = [migrations.RunSQL(MARKS + FILL, BACK)]
