package problem

import (
	"fmt"
	"strings"
)

var escaper = strings.NewReplacer("~", "~0", "/", "~1")
var unescaper = strings.NewReplacer("~1", "/", "~0", "~")

// Pointer builds an RFC 6901 pointer from its parts, escaping each.
func Pointer(parts ...any) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteByte('/')
		b.WriteString(escaper.Replace(fmt.Sprint(p)))
	}
	return b.String()
}

// Split returns the unescaped parts of an RFC 6901 pointer.
func Split(pointer string) []string {
	if pointer == "" {
		return nil
	}
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, p := range parts {
		parts[i] = unescaper.Replace(p)
	}
	return parts
}
