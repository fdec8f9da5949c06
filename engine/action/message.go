package action

import (
	"strings"

	"huiyin/engine/expression"
)

// In returns the templates for a reader: in the first of the languages, else its base language, else the text for
// every language, else the next language, Chinese, and at last whichever there is. They are never nil.
func (m Message) In(languages ...string) (subject, body *expression.Template) {
	return template(m.Subject, languages), template(m.Body, languages)
}

// Render fills the message in for a reader of language; people without one read the app's.
func (m Message) Render(c *Context, language string) (subject, body string, err error) {
	head, text := m.In(language, c.Language)
	if subject, err = head.Render(c.Env, c.format(language)); err != nil {
		return "", "", err
	}
	body, err = text.Render(c.Env, c.format(language))
	return subject, body, err
}

// Say fills in what a person says who tells the message in language.
func (m Message) Say(c *Context, language string) (string, error) {
	return template(m.Spoken, []string{language, c.Language}).Render(c.Env, c.format(language))
}

func template(texts map[string]*expression.Template, languages []string) *expression.Template {
	for _, lang := range languages {
		lang = strings.ToLower(lang)
		base, _, _ := strings.Cut(lang, "-")
		for _, l := range []string{lang, base, ""} {
			if t := texts[l]; t != nil {
				return t
			}
		}
	}
	for _, l := range append([]string{"zh"}, sortedKeys(texts)...) {
		if t := texts[l]; t != nil {
			return t
		}
	}
	return &expression.Template{}
}
