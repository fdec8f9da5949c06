import { ApiError } from '../../api/problem';
import { upload } from '../../api/upload';
import { problemText } from '../../i18n/console';
import type { StoredFile, Upload } from '../../units/fields';

/** uploadTo sends files of one form's fields. The uploader shows the message of what is thrown, so it has to be words. */
export function uploadTo(app: string, form: string): Upload {
  return async (field, file, progress, signal) => {
    try {
      return await upload<StoredFile>('files', file, { fields: { app, form, field: field.key }, progress, signal });
    } catch (error) {
      throw error instanceof ApiError ? new Error(problemText(error.problems[0]!)) : error;
    }
  };
}
