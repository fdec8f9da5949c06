package sqlite

import (
	"context"
	"database/sql/driver"
	"strings"

	"modernc.org/sqlite"
)

// connector opens connections without registering anything global.
type connector struct{ dsn string }

// Connect opens one connection.
func (c connector) Connect(context.Context) (driver.Conn, error) {
	return (&sqlite.Driver{}).Open(c.dsn)
}

// Driver returns the driver in use.
func (c connector) Driver() driver.Driver { return &sqlite.Driver{} }

// escapePath keeps characters that mean something in a file: address.
func escapePath(path string) string {
	return strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
}
