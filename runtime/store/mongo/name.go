package mongo

import (
	"fmt"
	"strconv"
	"strings"
)

// The store's own names in a document.
const (
	keysName    = "_keys"
	changedName = "_changed"
	deletedName = "_deleted"
	termsName   = "_terms" // of the texts
	textsName   = "_texts" // which texts those are
	orderName   = "_order" // computed while sorting, never stored
)

func own(name string) bool {
	switch name {
	case keysName, changedName, deletedName, termsName, textsName, orderName:
		return true
	}
	return false
}

// stored is the name a key of a JSON object has in the database. '%', '.', '$' and NUL become percent codes, as do
// the first character of the store's own names and of names of digits only, which a path could take for a position;
// the empty name becomes "%".
func stored(key string) string {
	if key == "" {
		return "%"
	}
	if own(key) || digits(key) {
		return fmt.Sprintf("%%%02X", key[0]) + key[1:]
	}
	if !strings.ContainsAny(key, "%.$\x00") {
		return key
	}
	var b strings.Builder
	for i := range len(key) {
		switch c := key[i]; c {
		case '%', '.', '$', 0:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func digits(key string) bool { return strings.Trim(key, "0123456789") == "" }

// plain is the key that stored gave a name. Names somebody else wrote stay as they are.
func plain(name string) string {
	if !strings.Contains(name, "%") {
		return name
	}
	if name == "%" {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] == '%' && i+2 < len(name) {
			if c, err := strconv.ParseUint(name[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		b.WriteByte(name[i])
	}
	return b.String()
}

// storedPath is a document path as the database knows it.
func storedPath(path string) string {
	segments := strings.Split(path, ".")
	for i, s := range segments {
		segments[i] = stored(s)
	}
	return strings.Join(segments, ".")
}

// prefixes are the path and every path on the way to it, the shortest first.
func prefixes(path string) []string {
	var out []string
	for i, c := range path {
		if c == '.' {
			out = append(out, path[:i])
		}
	}
	return append(out, path)
}

// top is the first segment of a path.
func top(path string) string {
	head, _, _ := strings.Cut(path, ".")
	return head
}
