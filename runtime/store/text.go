package store

import (
	"encoding/json"
	"unicode/utf8"
)

// AppendText writes a JSON text behind out; those without anything to escape are copied.
func AppendText(out []byte, s string) []byte {
	simple := utf8.ValidString(s)
	for i := 0; simple && i < len(s); i++ {
		simple = s[i] >= ' ' && s[i] != '"' && s[i] != '\\'
	}
	if simple {
		return append(append(append(out, '"'), s...), '"')
	}
	raw, err := json.Marshal(s)
	if err != nil {
		panic(err) // every text can be written
	}
	return append(out, raw...)
}
