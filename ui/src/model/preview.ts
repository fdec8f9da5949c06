/** The messages between the designer and its preview: the preview says it is ready, the designer sends {type, form}. */
export const formKinds = { ready: 'huiyin.preview.ready', form: 'huiyin.preview.form' } as const;
