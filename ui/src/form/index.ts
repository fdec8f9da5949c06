// The console's door to forms. Public pages import Form and useForm themselves and learn only the visitor's language.
export { Form, useUnits, type FormProps } from './Form';
export { gather, type Gathered } from './gather';
export { Items } from './Items';
export { useForm, type FormHandle, type FormOptions } from './useForm';
export { formWords } from './words';
