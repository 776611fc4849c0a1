/** On which days a shift begins. */
export const SHIFT_DAYS = ["every", "weekdays", "weekend"] as const;
export type ShiftDays = (typeof SHIFT_DAYS)[number];

export const SHIFTS_LIMIT = 12;

/** People that a handover can be handed to. */
export const RECEIVERS_LIMIT = 20;
