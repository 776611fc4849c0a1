/** Holds that the line about nobody signing in was closed, until the browser is. */
export const OPEN_NOTICE_COOKIE = "afterclick_open_notice";
