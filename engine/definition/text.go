package definition

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
)

// Text is a sentence in several languages. In JSON it is a bare string, which means every language and is
// stored under "", or an object from language to sentence. It marshals back to the form it was read from.
type Text map[string]string

// Plain returns a Text that reads s in every language.
func Plain(s string) Text { return Text{"": s} }

// In returns the sentence in lang ("zh", "en-GB"), else in its base language, else the one for every
// language, else the Chinese one, else the first by language code. An empty Text gives "".
func (t Text) In(lang string) string {
	lang = strings.ToLower(lang)
	base, _, _ := strings.Cut(lang, "-")
	for _, l := range []string{lang, base, "", "zh"} {
		if s, ok := t[l]; ok && s != "" {
			return s
		}
	}
	for _, l := range sortedKeys(t) {
		if t[l] != "" {
			return t[l]
		}
	}
	return ""
}

// Empty reports whether no language has anything but white space.
func (t Text) Empty() bool {
	for _, s := range t {
		if strings.TrimSpace(s) != "" {
			return false
		}
	}
	return true
}

// MarshalJSON writes the bare string when the text is for every language, else the object.
func (t Text) MarshalJSON() ([]byte, error) {
	if s, ok := t[""]; (ok && len(t) == 1) || t == nil {
		return plain(s)
	}
	return plain(map[string]string(t))
}

// UnmarshalJSON reads either form and refuses everything else.
func (t *Text) UnmarshalJSON(raw []byte) error {
	var s string
	if err := json.Unmarshal(raw, &s); err == nil {
		if !bytes.Equal(bytes.TrimSpace(raw), []byte("null")) {
			*t = Plain(s)
		}
		return nil
	}
	m := map[string]string{}
	if err := json.Unmarshal(raw, &m); err != nil {
		return errors.New("a text is a string or an object from language to string")
	}
	*t = m
	return nil
}

// plain marshals without turning < > & into escapes a person has to decipher.
func plain(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
