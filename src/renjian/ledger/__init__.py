"""A record nobody can alter unseen: RFC 9162 trees and chained entries."""
