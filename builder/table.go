package builder

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// Limits of a pasted table.
const (
	maxTable   = 512 << 10
	maxColumns = 200
	maxSample  = 1000 // rows looked at
)

// column is a column of a pasted table.
type column struct {
	title  string
	values []string // not empty ones, trimmed
}

// tableForm is a form with one field for each column of a pasted table: the first line are the headers, the others
// sample rows. Problems: table.too_large, table.unreadable, table.no_header, table.too_many_columns.
func tableForm(title definition.Text, text string) (definition.Definition, problem.List) {
	columns, problems := readTable(text)
	if problems.Err() != nil {
		return definition.Definition{}, problems
	}
	used := map[string]bool{}
	fields, spec := []any{}, map[string]any{}
	for _, c := range columns {
		key := KeyFor(c.title, func(key string) bool { return used[key] })
		used[key] = true
		field := map[string]any{"key": key, "type": c.kind(key), "title": c.title}
		if field["type"] == "select" {
			field["settings"] = map[string]any{"options": c.options()}
		}
		if _, named := spec["titleField"]; !named && field["type"] == "text" {
			spec["titleField"] = key
		}
		fields = append(fields, field)
	}
	spec["fields"] = fields
	return define("form", formKey(title), title, spec), nil
}

// readTable splits a pasted text into columns. Columns without a header and without values are left out.
func readTable(text string) ([]column, problem.List) {
	if len(text) > maxTable {
		return nil, problem.List{problem.New("table.too_large", "", "max", maxTable>>10)}
	}
	text = strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\uFEFF")
	rows, err := split(strings.TrimLeft(text, "\n"))
	if err != nil {
		return nil, problem.List{problem.New("table.unreadable", "", "line", line(err))}
	}
	if len(rows) == 0 {
		return nil, problem.List{problem.New("table.no_header", "")}
	}
	var out []column
	for at, header := range rows[0] {
		c := column{title: strings.Join(strings.Fields(header), " ")}
		for _, row := range rows[1:] {
			if at < len(row) && strings.TrimSpace(row[at]) != "" {
				c.values = append(c.values, strings.TrimSpace(row[at]))
			}
		}
		if c.title == "" && len(c.values) > 0 {
			return nil, problem.List{problem.New("table.column_unnamed", "", "column", at+1)}
		}
		if c.title != "" {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return nil, problem.List{problem.New("table.no_header", "")}
	}
	if len(out) > maxColumns {
		return nil, problem.List{problem.New("table.too_many_columns", "", "max", maxColumns, "count", len(out))}
	}
	return out, nil
}

// split reads the rows of a text whose columns are parted by tabs, as spreadsheets copy them, else by commas.
func split(text string) ([][]string, error) {
	first, _, _ := strings.Cut(text, "\n")
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	switch {
	case strings.Contains(first, "\t"):
		r.Comma = '\t'
	case !strings.Contains(first, ",") && strings.Contains(first, "，"):
		r.Comma = '，'
	case !strings.Contains(first, ",") && strings.Contains(first, ";"):
		r.Comma = ';'
	}
	var out [][]string
	for len(out) <= maxSample {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

func line(err error) int {
	var where *csv.ParseError
	if errors.As(err, &where) {
		return where.Line
	}
	return 1
}
