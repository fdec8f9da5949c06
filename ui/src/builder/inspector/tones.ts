/** The colours that statuses and options can have; tokens.css has each of them. */
export const tones = ['grey', 'blue', 'cyan', 'teal', 'green', 'lime', 'amber', 'orange', 'red', 'pink', 'purple'] as const;
