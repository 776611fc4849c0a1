-- The all-zero GUID and an empty id name no mail (lib/findings/mail-rules.ts).
UPDATE "Finding" SET
    "searchText" = array_to_string(
        array_remove(string_to_array("searchText", E'\n'), lower("networkMessageId")), E'\n'),
    "networkMessageId" = NULL
WHERE "networkMessageId" !~ '[^0[:space:]{}()-]';

DELETE FROM "CaseEntity" WHERE "kind" = 'mail' AND "value" !~ '[^0[:space:]{}()-]';
