package effect

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// canonical is the question as text: encoding/json writes struct fields in order and map keys sorted.
func (n Need) canonical() string {
	if text, ok := n.short(); ok {
		return text
	}
	n.Key = ""
	raw, err := json.Marshal(n)
	if err != nil {
		return string(n.Kind) + ":" + err.Error()
	}
	return string(raw)
}

// short writes the same text without reflection: most questions have no condition, and a decision asks them again
// and again. ok is false for those that have one, and where a text needs more than quotes around it.
func (n Need) short() (text string, ok bool) {
	if len(n.Sort) > 0 || !n.Where.IsZero() {
		return "", false
	}
	w := writer{out: make([]byte, 0, 96+len(n.Text)), plain: true}
	w.out = append(w.out, `{"key":"","kind":`...)
	w.quoted(string(n.Kind))
	w.text(`,"form":`, n.Form)
	sep := `,"ids":[`
	for _, id := range n.IDs {
		w.out = append(w.out, sep...)
		w.quoted(id)
		sep = ","
	}
	w.flag("]", len(n.IDs) > 0)
	if n.Limit != 0 {
		w.out = strconv.AppendInt(append(w.out, `,"limit":`...), int64(n.Limit), 10)
	}
	w.text(`,"role":`, n.Role)
	w.text(`,"department":`, n.Department)
	w.flag(`,"head":true`, n.Head)
	w.text(`,"text":`, n.Text)
	w.text(`,"per":`, n.Per)
	w.flag(`,"load":true`, n.Load)
	return string(append(w.out, '}')), w.plain
}

type writer struct {
	out   []byte
	plain bool
}

func (w *writer) text(name, value string) {
	if value != "" {
		w.out = append(w.out, name...)
		w.quoted(value)
	}
}

func (w *writer) flag(what string, set bool) {
	if set {
		w.out = append(w.out, what...)
	}
}

func (w *writer) quoted(s string) {
	w.plain = w.plain && plain(s)
	w.out = append(append(append(w.out, '"'), s...), '"')
}

// plain reports whether encoding/json writes s as it is.
func plain(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || r == '\u2028' || r == '\u2029' {
			return false
		}
		i += size
	}
	return true
}
