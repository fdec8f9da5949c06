package definition

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"
)

// leading are the properties a person looks for first, in this order; all others follow by name, "spec" last.
var leading = rank("kind", "key", "id", "type", "name", "version", "title", "label", "zh", "en", "description",
	"schemaVersion", "extends", "from", "on", "to", "field", "op", "value")

// lineWidth is how long a value may be to stay on one line.
const lineWidth = 110

func rank(keys ...string) map[string]int {
	out := map[string]int{}
	for i, k := range keys {
		out[k] = i - len(keys)
	}
	out["spec"] = 1
	return out
}

// Pretty rewrites JSON for a file on disk: indented by two spaces, short values on one line, keys in an order that
// never depends on who wrote the file. Equal values give equal text. The error is a problem.List when raw is not
// strict JSON.
func Pretty(raw []byte) ([]byte, error) {
	value, faults := parse(raw)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	writePretty(&b, value, 0, 0)
	b.WriteByte('\n')
	return b.Bytes(), nil
}

func byRank(m map[string]any) []string {
	keys := sortedKeys(m)
	sort.SliceStable(keys, func(i, j int) bool { return leading[keys[i]] < leading[keys[j]] })
	return keys
}

// writePretty writes value at depth; used is how much of the line is taken already.
func writePretty(b *bytes.Buffer, value any, depth, used int) {
	line := oneLine(value)
	if isScalar(value) || (depth > 0 && used+utf8.RuneCountInString(line) <= lineWidth) {
		b.WriteString(line)
		return
	}
	indent := strings.Repeat("  ", depth+1)
	switch t := value.(type) {
	case map[string]any:
		b.WriteString("{\n")
		for i, key := range byRank(t) {
			separate(b, i)
			start := b.Len()
			b.WriteString(indent)
			writeString(b, key)
			b.WriteString(": ")
			writePretty(b, t[key], depth+1, b.Len()-start)
		}
		b.WriteString("\n" + indent[2:] + "}")
	case []any:
		b.WriteString("[\n")
		for i, item := range t {
			separate(b, i)
			b.WriteString(indent)
			writePretty(b, item, depth+1, len(indent))
		}
		b.WriteString("\n" + indent[2:] + "]")
	}
}

func separate(b *bytes.Buffer, i int) {
	if i > 0 {
		b.WriteString(",\n")
	}
}

func oneLine(value any) string {
	var b bytes.Buffer
	switch t := value.(type) {
	case map[string]any:
		b.WriteByte('{')
		for i, key := range byRank(t) {
			if i > 0 {
				b.WriteString(", ")
			}
			writeString(&b, key)
			b.WriteString(": ")
			b.WriteString(oneLine(t[key]))
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for i, item := range t {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(oneLine(item))
		}
		b.WriteByte(']')
	default:
		writeScalar(&b, value)
	}
	return b.String()
}
