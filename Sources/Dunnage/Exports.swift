// SPDX-License-Identifier: Apache-2.0

// A program that imports Dunnage meets these rooms' values in its signatures and results.
@_exported public import Archives
@_exported public import Checks
@_exported public import ConfigurationFile
@_exported public import FactCache
@_exported public import Findings
@_exported public import ImageFormat
@_exported public import ImageReading
@_exported public import LayerScan
@_exported public import LayerTree
@_exported public import PackageDatabases
@_exported public import Reports
@_exported public import SecretScan
@_exported public import Sizing
