import { Prisma } from "@/lib/platform/db/generated/client.ts";

/** `mailId` of a column: the id, or null where it names no mail. */
export function mailSql(column: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`CASE WHEN ${column} ~ '[^0[:space:]{}()-]' THEN btrim(${column}) END`;
}

/** The same as mails are compared: without letter case. */
export function mailKeySql(column: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`lower(${mailSql(column)})`;
}
