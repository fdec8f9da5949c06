export { Form, useUnits, type FormProps } from './Form';
export { useForm, type FormHandle, type FormOptions } from './useForm';
export { formWords } from './words';
