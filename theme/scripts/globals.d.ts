/** What other scripts of the site hold. */

/** The library that writes calendars: theme/site/assets/js/vendor. */
declare const ICAL: typeof import("ical.js").default;

/** my-plans.js, which a build writes: what plans are made of, and words. */
declare const MY_PLANS: { templates: Templates; words: Record<string, any> };

/** partner-records.js, which a build writes: tables of records, what exports call their columns, and words. */
declare const PARTNER_RECORDS: { tables: Record<string, RecordTable>; words: Record<string, string> };

/** uqr, which is loaded when a code is to be drawn: theme/site/assets/js/vendor. */
declare const QR: { encode: (text: string) => { data: boolean[][] } };

/** workbooks.js, loaded when a workbook is asked for. */
declare const WORKBOOKS: {
  read: typeof readWorkbook;
  take: typeof takeWorkbook;
  write: (plan: PlanFile, now: ReturnType<typeof assessPlan>, templates: Templates, documents: Documents) => Promise<Blob>;
};

/** papers.js, loaded when a plan is open: plans on paper and for other programs. */
declare const PAPERS: { waysOf: typeof paperWays };

/** plan-files.js, which a build writes: what files of plans say besides, and words; loaded when the first one is asked for. */
declare const PLAN_FILES: { documents: Documents; words: Record<string, any> };

/** Of the files of the search, which are read when it is opened. */
declare const SEARCH_STEM: (word: string) => string;
declare const SEARCH_WORDS: SearchWords;
declare const SEARCH_INDEX: IndexFile;
declare const SEARCH_TEXTS: SearchTexts;
