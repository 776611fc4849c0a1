import { z } from "zod";
import { readCursor, writeCursor } from "@/lib/core/input/cursor";
import { storable } from "@/lib/core/input/parse";
import { instant } from "@/lib/core/time";
import { Prisma } from "@/lib/platform/db/generated/client.ts";

/** A column that a list may be ordered by. Rows without a value come last in either direction. */
export interface SortColumn<Row> {
	readonly sql: Prisma.Sql;
	/** The cursor holds the value as text: what it must be, and the type that reads it back. */
	readonly shape: z.ZodType<string>;
	readonly cast: Prisma.Sql;
	readonly read: (row: Row) => string | null;
	readonly nullable?: boolean;
}

/** A column of instants. @param sql such as `f."eventAt"` */
export function instantColumn<Row>(
	sql: string,
	read: (row: Row) => Date | null,
	nullable = false,
): SortColumn<Row> {
	const text = (row: Row) => read(row)?.toISOString() ?? null;
	return { sql: Prisma.raw(sql), shape: instant, cast: Prisma.raw("timestamptz"), read: text, nullable };
}

/** A column of text. @param read the value as the column compares it */
export function textColumn<Row>(
	sql: string,
	read: SortColumn<Row>["read"],
	nullable = false,
): SortColumn<Row> {
	return { sql: Prisma.raw(sql), shape: storable, cast: Prisma.raw("text"), read, nullable };
}

interface Place<Sort extends string> {
	readonly sort: Sort;
	readonly order: "asc" | "desc";
	readonly cursor?: string | undefined;
}

/** Pages of a list in a total order: the sort column, then the id. @param id the column of the ids */
export function keyset<Row extends { readonly id: string }, Sort extends string>(
	columns: Readonly<Record<Sort, SortColumn<Row>>>,
	id: Prisma.Sql,
) {
	return {
		/** The columns of ORDER BY. An index read backwards gives NULLS LAST only where there are no nulls to place. */
		order({ sort, order }: Place<Sort>): Prisma.Sql {
			const { sql, nullable } = columns[sort];
			const direction = Prisma.raw(order);
			const nulls = nullable ? Prisma.raw(" NULLS LAST") : Prisma.empty;
			return Prisma.sql`${sql} ${direction}${nulls}, ${id} ${direction}`;
		},
		/** The condition of the rows behind the cursor; none on the first page. @throws AppError `invalid_input` */
		after({ sort, order, cursor }: Place<Sort>): Prisma.Sql[] {
			if (!cursor) return [];
			const { sql, shape, cast, nullable } = columns[sort];
			const place = z.tuple([z.literal(sort), nullable ? shape.nullable() : shape, z.uuid()]);
			const [, value, last] = readCursor(place, cursor);
			const beyond = Prisma.raw(order === "desc" ? "<" : ">");
			if (value === null) return [Prisma.sql`${sql} IS NULL AND ${id} ${beyond} ${last}::uuid`];
			const next = Prisma.sql`(${sql}, ${id}) ${beyond} (${value}::text::${cast}, ${last}::uuid)`;
			return [nullable ? Prisma.sql`(${next} OR ${sql} IS NULL)` : next];
		},
		/** The cursor of the page behind a row. */
		cursor(sort: Sort, row: Row): string {
			return writeCursor([sort, columns[sort].read(row), row.id]);
		},
	};
}
